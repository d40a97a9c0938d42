import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { AT_ONCE, wavesSchema, type DeployMode } from '../../shared/contract';
import { modeWords } from '../../shared/deploys';
import { focusOnMount } from '../ui';
import { PreflightWarning } from './preflight-warning';
import { startDeploy } from './start-job';

const { atOnce: atOnceSchema, stopAfter: stopAfterSchema } = wavesSchema.shape;

const numberOf = (text: string): number | undefined => (text.trim() === '' ? undefined : Number(text));

const atOnceWords = (count: number): string =>
  count === 1 ? 'One by one' : `${count} are activated together`;

/** In which order hosts are activated, as it is typed. */
interface Order {
  readonly canary: string;
  readonly atOnce: string;
  readonly stopAfter: string;
}

function OrderFields({
  hosts,
  order,
  onChange,
}: {
  hosts: readonly string[];
  order: Order;
  onChange: (order: Order) => void;
}) {
  const shrink = { inputLabel: { shrink: true } };
  const isAtOnce = atOnceSchema.safeParse(numberOf(order.atOnce)).success;
  const isStopAfter = stopAfterSchema.safeParse(numberOf(order.stopAfter)).success;
  return (
    <fieldset className="order">
      <legend className="lab">In which order</legend>
      <div className="row g12">
        <TextField
          select
          label="Canary"
          slotProps={{ ...shrink, select: { native: true } }}
          value={order.canary}
          helperText={
            order.canary === '' ? 'No host goes first' : 'Goes first; the others only if it came out well'
          }
          onChange={(event) => onChange({ ...order, canary: event.target.value })}
        >
          <option value="">None</option>
          {hosts.map((host) => (
            <option key={host} value={host}>
              {host}
            </option>
          ))}
        </TextField>
        <TextField
          label="At once"
          type="number"
          slotProps={{ ...shrink, htmlInput: { min: 1, max: 100 } }}
          placeholder={String(AT_ONCE)}
          value={order.atOnce}
          error={!isAtOnce}
          helperText={isAtOnce ? atOnceWords(numberOf(order.atOnce) ?? AT_ONCE) : 'From 1 to 100'}
          onChange={(event) => onChange({ ...order, atOnce: event.target.value })}
        />
        <TextField
          label="Stop after"
          type="number"
          slotProps={{ ...shrink, htmlInput: { min: 1 } }}
          placeholder="never"
          value={order.stopAfter}
          error={!isStopAfter}
          helperText={
            isStopAfter
              ? order.stopAfter === ''
                ? 'No host is held back'
                : `After ${order.stopAfter} bad, no other is begun`
              : 'From 1, or empty'
          }
          onChange={(event) => onChange({ ...order, stopAfter: event.target.value })}
        />
      </div>
    </fieldset>
  );
}

/** Says what a deploy will do, and in which order; a deploy to hosts outside practice is always asked for here. */
export function DeployDialog({
  hosts,
  mode,
  onClose,
}: {
  hosts: readonly string[];
  mode: DeployMode;
  onClose: () => void;
}) {
  const [order, setOrder] = useState<Order>({ canary: '', atOnce: '', stopAfter: '' });
  const [reboot, setReboot] = useState(false);
  const words = hosts.length === 1 ? (hosts[0] ?? '') : `${hosts.length} hosts`;
  const waves = wavesSchema.safeParse({
    ...(order.canary !== '' && { canary: order.canary }),
    atOnce: numberOf(order.atOnce),
    stopAfter: numberOf(order.stopAfter),
  });
  const { runs, boots } = modeWords(mode, reboot);
  const mayReboot = mode === 'switch' || mode === 'boot';
  return (
    <Dialog open onClose={onClose} aria-labelledby="deploy-title">
      <DialogTitle id="deploy-title">Deploy to {words}?</DialogTitle>
      <DialogContent className="deploy-dialog">
        {hosts.length > 1 ? <p className="cap mut">{hosts.join(', ')}</p> : null}
        <p className="sec">{runs}</p>
        <p className={mode === 'boot' ? 'warn' : 'sec'}>{boots}</p>
        <PreflightWarning hosts={hosts} />
        {mayReboot ? (
          <FormControlLabel
            control={<Checkbox checked={reboot} onChange={(event) => setReboot(event.target.checked)} />}
            label={
              mode === 'boot'
                ? 'Restart, and wait until it is back'
                : 'Restart where that is needed, and wait'
            }
          />
        ) : null}
        {hosts.length > 1 && mode !== 'dry-activate' ? (
          <OrderFields hosts={hosts} order={order} onChange={setOrder} />
        ) : null}
      </DialogContent>
      <DialogActions>
        <Button ref={focusOnMount} onClick={onClose}>
          Not yet
        </Button>
        <Button
          variant="contained"
          disabled={!waves.success}
          onClick={() => {
            onClose();
            void startDeploy(hosts, mode, { ...(waves.success && { waves: waves.data }), reboot });
          }}
        >
          Deploy to {words}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
