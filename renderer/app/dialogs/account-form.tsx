import { LogOut } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import type { ErrorView } from '../../../engine/contract/error.ts';
import type { AccountView } from '../../../engine/contract/push.ts';
import { attempt } from '../../commands/execute.ts';
import { call } from '../../state/engine.ts';
import { toErrorView } from '../../state/engine-error.ts';
import { refresh, useQuery } from '../../state/use-query.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { separator } from '../../ui/format.ts';
import { TextField } from '../../ui/text-field.tsx';
import styles from './account-form.module.css';

type Service = AccountView['service'];

const words: Readonly<
  Record<Service, { readonly title: string; readonly secret: string; readonly about: string }>
> = {
  huggingface: {
    title: 'Hugging Face',
    secret: 'Access token',
    about:
      'A token with the right to write, from huggingface.co under Settings, Access Tokens. It starts with hf_.',
  },
  google: {
    title: 'Google Cloud',
    secret: 'Service account file',
    about: 'The JSON text of a key of a service account that may use Vertex AI and Cloud Storage.',
  },
};

const storageWords: Readonly<Record<AccountView['storage'], string>> = {
  keychain: 'kept in the system’s key store',
  session: 'kept for this session only',
  environment: 'from the environment',
  none: 'not kept',
};

/** Signing in to one service, or who is signed in. */
export function AccountForm({ service }: { readonly service: Service }) {
  const { data: account } = useQuery('account.get', { service });
  return (
    <section className={styles.root} aria-label={words[service].title}>
      <header className={styles.header}>
        <h3 className={styles.title}>{words[service].title}</h3>
        {account?.signedIn && <Badge tone="success">Signed in</Badge>}
      </header>
      {account?.problem && <p className={styles.problem}>{account.problem}</p>}
      {account?.signedIn ? <SignedIn account={account} /> : <SignIn service={service} />}
    </section>
  );
}

function SignedIn({ account }: { readonly account: AccountView }) {
  const { service, user, organisations, lastFour, storage } = account;
  const signOut = () =>
    attempt(async () => {
      await call('account.signOut', { service });
      refresh('account.');
    });
  return (
    <div className={styles.signedIn}>
      <p>
        <strong>{user ?? 'Signed in'}</strong>
        {organisations.length > 0 && separator + organisations.join(', ')}
        <span className={styles.muted}>
          {lastFour !== null && `${separator}ends in ${lastFour}`}
          {separator}
          {storageWords[storage]}
        </span>
      </p>
      {storage !== 'environment' && (
        <Button size="small" icon={LogOut} onClick={() => void signOut()}>
          Sign out
        </Button>
      )}
    </div>
  );
}

function SignIn({ service }: { readonly service: Service }) {
  const id = useId();
  const [secret, setSecret] = useState('');
  const [remember, setRemember] = useState(true);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  const signIn = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    setError(null);
    try {
      await call('account.signIn', { service, secret, remember });
      setSecret('');
      refresh('account.');
    } catch (reason) {
      setError(toErrorView(reason));
    }
    setIsBusy(false);
  };
  return (
    <form className={styles.form} onSubmit={(event) => void signIn(event)}>
      <label className={styles.label} htmlFor={id}>
        {words[service].secret}
      </label>
      <TextField
        id={id}
        type="password"
        monospace
        value={secret}
        onChange={(event) => setSecret(event.target.value)}
      />
      <p className={styles.muted}>{words[service].about}</p>
      {error && <ErrorPanel error={error} />}
      <div className={styles.footer}>
        <Checkbox label="Remember on this machine" checked={remember} onChange={setRemember} />
        <Button type="submit" variant="primary" busy={isBusy} disabled={secret.trim() === ''}>
          Sign in
        </Button>
      </div>
    </form>
  );
}
