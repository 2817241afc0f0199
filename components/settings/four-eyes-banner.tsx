import styles from './settings.module.css';

/** Says on every page that authors may approve their own entries. */
export function FourEyesBanner() {
  return (
    <aside className={styles.fourEyesBanner} aria-label="Second person">
      <p>
        <strong>A second person is not required.</strong> Authors can approve their own entries. An admin can change
        this in the settings.
      </p>
    </aside>
  );
}
