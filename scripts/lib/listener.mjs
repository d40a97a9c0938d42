/** Milliseconds of silence after which everything that a key set off has been said. */
const SILENCE_MS = 600;
const MOST_TABS = 120;

/** Remembers what live regions say, from the page's beginning. Before the first `goto`. */
export async function listen(page) {
  await page.addInitScript(() => {
    const heard = [];
    Object.assign(window, { heard });
    const last = new Map();
    new MutationObserver(() => {
      for (const region of document.querySelectorAll('[aria-live]')) {
        const words = region.firstElementChild;
        if (!words || last.get(region) === words) continue;
        last.set(region, words);
        if (words.textContent) heard.push(words.textContent);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

/** Presses keys and writes down where the focus is and what was said, as Markdown. */
export class Listener {
  #page;
  #devtools;
  #lines = [];

  constructor(page, devtools) {
    this.#page = page;
    this.#devtools = devtools;
  }

  text() {
    return `${this.#lines.join('\n')}\n`;
  }

  async part(title) {
    this.#lines.push('', `## ${title}`);
    this.#beginTable();
  }

  async press(key) {
    await this.#page.keyboard.press(key);
    await this.#row(`<kbd>${key.replaceAll('Control', 'Ctrl').replaceAll('Arrow', '')}</kbd>`);
  }

  async type(words) {
    await this.#page.keyboard.type(words);
    await this.#row(`types “${words}”`);
  }

  /** What was said since, without a key. */
  async heard() {
    await this.#row('');
  }

  /** Tabs until the focus is on `target`; one row tells how often. Throws where it cannot be reached. */
  async tabTo(target) {
    await this.pressUntilFocused('Tab', target);
  }

  async pressUntilFocused(key, target) {
    await target.waitFor();
    for (let presses = 0; presses <= MOST_TABS; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) {
        if (presses > 0)
          await this.#row(`<kbd>${key.replace('Arrow', '')}</kbd>${presses > 1 ? ` × ${presses}` : ''}`);
        return;
      }
      await this.#page.keyboard.press(key);
    }
    throw new Error(`${target} is not reached by ${key}`);
  }

  /** The accessibility tree below `target`. */
  async tree(target) {
    await target.waitFor();
    this.#lines.push('', '```yaml', await target.ariaSnapshot(), '```');
  }

  #beginTable() {
    this.#lines.push('', '| key | focus | said |', '| --- | --- | --- |');
  }

  async #row(key) {
    await this.#page.waitForTimeout(SILENCE_MS);
    if (!this.#lines.at(-1).startsWith('|')) this.#beginTable();
    const said = await this.#page.evaluate(() => window.heard.splice(0));
    const cells = [key, await this.#focus(), said.join('. ')];
    this.#lines.push(`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`);
  }

  /** Role, name and state of what has the focus, or of what it points at as active. */
  async #focus() {
    const { result } = await this.#devtools.send('Runtime.evaluate', {
      expression: `(() => {
        const focus = document.activeElement;
        const active = focus?.getAttribute('aria-activedescendant');
        return (active && document.getElementById(active)) || focus;
      })()`,
    });
    if (!result.objectId) return '';
    const { nodes } = await this.#devtools.send('Accessibility.getPartialAXTree', {
      objectId: result.objectId,
      fetchRelatives: false,
    });
    const [node] = nodes;
    const states = (node.properties ?? [])
      .filter(
        ({ name, value }) => SPOKEN_STATES.has(name) && value.value !== false && value.value !== 'false',
      )
      .map(({ name, value }) =>
        value.value === true || value.value === 'true' ? name : `${name} ${value.value}`,
      );
    return [`${node.role?.value ?? ''} “${node.name?.value ?? ''}”`, ...states].join(', ');
  }
}

/** States that screen readers speak. */
const SPOKEN_STATES = new Set([
  'checked',
  'disabled',
  'expanded',
  'pressed',
  'selected',
  'invalid',
  'haspopup',
]);
