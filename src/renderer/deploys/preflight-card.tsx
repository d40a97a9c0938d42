import Button from '@mui/material/Button';
import { useId, useState } from 'react';
import type { DeployMode, HostPreflight, PreflightCheck } from '../../shared/contract';
import { Ago, ErrorLine, Icon } from '../ui';
import { lookAt, useLooks } from './preflight-feed';
import { CHECK_WORDS, COLUMNS, LIGHT, shownCheck, troubles } from './preflight-lights';
import './preflight.css';

function Cell({ check }: { check: PreflightCheck | null }) {
  if (check === null) return <td className="mut">–</td>;
  const { icon, tone, words } = LIGHT[check.state];
  return (
    <td data-check={check.name} data-state={check.state} title={check.words}>
      <span className={`row g4 ${tone}`}>
        <Icon name={icon} small label={words} />
        <span className={check.state === 'green' || check.state === 'unknown' ? 'sec el' : 'el'}>
          {check.value ?? words}
        </span>
      </span>
    </td>
  );
}

function CheckLine({ check }: { check: PreflightCheck }) {
  const { icon, tone, words } = LIGHT[check.state];
  return (
    <li>
      <span className={tone}>
        <Icon name={icon} small label={words} />
      </span>
      <span className="mut nw">{CHECK_WORDS[check.name]}</span>
      <span>
        {check.words}
        {check.hint === undefined ? null : <span className="mut"> {check.hint}</span>}
      </span>
    </li>
  );
}

/** One host: its lights, and below them a line for each that is worth one, or all of them. */
function HostLights({
  host,
  lights,
  checking,
}: {
  host: string;
  lights: HostPreflight | null;
  checking: boolean;
}) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const lines = lights === null ? [] : open ? lights.checks : troubles(lights);
  return (
    <tbody data-host={host} data-ok={lights?.ok} aria-busy={checking}>
      <tr className={lines.length > 0 ? 'told' : undefined}>
        <th scope="row" aria-label={host}>
          <button
            type="button"
            className="unfold"
            aria-expanded={open}
            aria-controls={id}
            disabled={lights === null}
            title={open ? 'Only what is worth knowing' : 'All of it in words'}
            onClick={() => setOpen(!open)}
          >
            <span className={checking ? 'acc live-stroke' : 'mut'}>
              <Icon
                name={checking ? 'spin' : open ? 'down' : 'right'}
                small
                {...(checking && { label: 'looking' })}
              />
            </span>
            <b className="md el" title={host}>
              {host}
            </b>
          </button>
        </th>
        {COLUMNS.map((column) => (
          <Cell key={column.words} check={lights === null ? null : shownCheck(column, lights)} />
        ))}
      </tr>
      <tr id={id} className="lines" hidden={lines.length === 0}>
        <td colSpan={COLUMNS.length + 1}>
          <ul aria-label={`Lights of ${host} in words`}>
            {lines.map((check) => (
              <CheckLine key={check.name} check={check} />
            ))}
          </ul>
        </td>
      </tr>
    </tbody>
  );
}

function Lights({
  hosts,
}: {
  hosts: readonly { host: string; lights: HostPreflight | null; checking: boolean }[];
}) {
  return (
    <div className="lights-scroll">
      <table className="lights">
        <thead>
          <tr>
            <th scope="col">Host</th>
            {COLUMNS.map(({ words }) => (
              <th scope="col" key={words}>
                {words}
              </th>
            ))}
          </tr>
        </thead>
        {hosts.map((one) => (
          <HostLights key={one.host} {...one} />
        ))}
      </table>
    </div>
  );
}

/** The lights of the hosts that a deploy would take, and the way to look again. */
export function PreflightCard({ hosts, mode }: { hosts: readonly string[]; mode: DeployMode }) {
  const looks = useLooks();
  const rows = hosts.map((host) => ({ host, lights: null, checking: false, ...looks.hosts.get(host) }));
  const checking = rows.filter((row) => row.checking).length;
  const oldest = rows
    .flatMap(({ lights }) => lights?.at ?? [])
    .toSorted()
    .at(0);
  return (
    <section className="card preflight" aria-label="Preflight">
      <div className="ch">
        <h2>Preflight</h2>
        <span className="cap mut el nw">
          {checking > 0 ? (
            `looking at ${checking === 1 ? '1 host' : `${checking} hosts`}`
          ) : oldest === undefined ? null : (
            <>
              checked <Ago at={oldest} />
            </>
          )}
        </span>
        <span className="sp" />
        <Button
          variant="text"
          className="s24"
          disabled={checking > 0}
          onClick={() => void lookAt(hosts, { mode, attended: true })}
        >
          <Icon name="refresh" small />
          Look again
        </Button>
      </div>
      {looks.error === null ? null : (
        <ErrorLine title="The hosts could not be looked at" error={looks.error} />
      )}
      <Lights hosts={rows} />
    </section>
  );
}

/** The lights that a run began with. */
export function RunLights({ lights }: { lights: ReadonlyMap<string, HostPreflight> }) {
  return (
    <section className="card preflight" aria-label="Preflight">
      <div className="ch">
        <h2>Preflight</h2>
        <span className="cap mut">as this run began</span>
      </div>
      <Lights hosts={[...lights].map(([host, one]) => ({ host, lights: one, checking: false }))} />
    </section>
  );
}
