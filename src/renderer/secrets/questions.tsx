import type { Leak, Secret, Secrets } from '../../shared/contract';
import { AddHostDialog } from './add-host-dialog';
import { RecipientsDialog, RekeyDialog, RemoveDialog, RenameDialog } from './change-dialogs';
import { IdentitiesDialog } from './identities-dialog';
import { LeaksDialog } from './leaks-dialog';
import { RevealDialog } from './reveal-dialog';
import { RotateDialog, RotatedDialog } from './rotate-dialog';
import { asked, useSecretsState } from './secrets-store';
import { CreateDialog, EditDialog } from './write-dialog';

/** The dialog of what is asked now; none where its secret went away meanwhile. */
export function Questions({ list, leaks }: { list: Secrets; leaks: readonly Leak[] }) {
  const question = useSecretsState((state) => state.question);
  if (question === null) return null;
  const secretOf = (file: string): Secret | undefined => list.secrets.find((secret) => secret.file === file);
  switch (question.is) {
    case 'create':
      return <CreateDialog list={list} onClose={asked} />;
    case 'add-host':
      return <AddHostDialog list={list} onClose={asked} />;
    case 'identities':
      return <IdentitiesDialog onClose={asked} />;
    case 'leaks':
      return <LeaksDialog leaks={leaks} onClose={asked} />;
    case 'rotated':
      return <RotatedDialog file={question.file} hosts={question.hosts} onClose={asked} />;
    case 'rekey':
      return (
        <RekeyDialog
          secrets={list.secrets.filter(({ file }) => question.files.includes(file))}
          onClose={asked}
        />
      );
    case 'show':
    case 'edit':
    case 'rotate':
    case 'rename':
    case 'remove':
    case 'recipients': {
      const secret = secretOf(question.file);
      if (!secret) return null;
      const { file, name, usedBy } = secret;
      switch (question.is) {
        case 'show':
          return <RevealDialog file={file} name={name} onClose={asked} />;
        case 'edit':
          return <EditDialog file={file} name={name} onClose={asked} />;
        case 'rotate':
          return <RotateDialog file={file} name={name} usedBy={usedBy} onClose={asked} />;
        case 'rename':
          return <RenameDialog secret={secret} onClose={asked} />;
        case 'remove':
          return <RemoveDialog secret={secret} onClose={asked} />;
        case 'recipients':
          return <RecipientsDialog list={list} secret={secret} onClose={asked} />;
      }
    }
  }
}
