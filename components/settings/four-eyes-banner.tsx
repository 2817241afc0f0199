import './settings.css';

/** Says on every page that the four-eyes rule is off. */
export function FourEyesBanner() {
  return (
    <aside className="four-eyes-banner" aria-label="Four eyes">
      <p>
        <strong>Four eyes are off.</strong> Whoever wrote an entry may approve it too. An admin can turn the rule on
        again in the settings.
      </p>
    </aside>
  );
}
