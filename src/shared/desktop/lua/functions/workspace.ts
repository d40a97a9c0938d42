import { readWorkspacePart, type Sourced, type WorkspaceRule } from '../../model';
import { isTable, luaText, placeOfField } from '../calls';
import { plainText, sidesText } from '../texts';
import { refuse, tableOf, textField, type LuaReader } from './common';

export const readWorkspaceRule: LuaReader = (builder, call) => {
  const table = tableOf(builder, call);
  const selector = table && textField(builder, call, table, 'workspace');
  if (!table || selector === undefined) return;
  const { from } = call;
  const layoutOptions: Record<string, Sourced<string>> = {};
  let rule: WorkspaceRule = { selector, layoutOptions, from };
  if (table.fields['enabled'] === false)
    return builder.other('workspace_rule', { text: luaText(table), from });
  for (const [field, value] of Object.entries(table.fields)) {
    if (field === 'workspace' || field === 'enabled') continue;
    if (field === 'layout_opts' && isTable(value)) {
      for (const [name, each] of Object.entries(value.fields)) {
        const text = plainText(each);
        if (text !== undefined)
          layoutOptions[name] = { value: text, from: placeOfField(call, `${field}.${name}`) };
      }
      continue;
    }
    // It moves windows on their way and no window’s place.
    if (field === 'no_wobble') continue;
    const text = /gaps/.test(field) ? sidesText(value) : plainText(value);
    const part = text === undefined ? undefined : readWorkspacePart(field, text, placeOfField(call, field));
    if (part) rule = { ...rule, ...part };
    else refuse(builder, call, 'Rules for workspaces do not take this.', field, value);
  }
  builder.workspace(rule);
};
