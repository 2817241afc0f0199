import { Notice } from '#components/ui/messages/notice.tsx';
import styles from './problem-note.module.css';

/** Why a form was not accepted, said as soon as it is there. */
export function ProblemNote({ text }: { text: string | undefined }) {
  return (
    <div role="alert" className={styles.problemNote}>
      {text && <Notice kind="problem" title={text} />}
    </div>
  );
}
