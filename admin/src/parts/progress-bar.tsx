import classes from './progress-bar.module.css'

/**
 * A progress bar from 0 to 100; without `percent` it is indeterminate. `label` is its accessible name. Screen readers
 * read `valueText` instead of the number.
 */
export function ProgressBar({ label, percent, valueText, thin }: Props) {
  const isDeterminate = percent !== null && percent !== undefined
  return (
    <div
      className={classes.track}
      data-thin={thin || undefined}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={isDeterminate ? Math.floor(percent) : undefined}
      aria-valuetext={valueText}
    >
      <div
        className={isDeterminate ? classes.fill : classes.indeterminate}
        style={isDeterminate ? { width: `${percent}%` } : undefined}
      />
    </div>
  )
}

type Props = { label: string; percent?: number | null; valueText?: string; thin?: boolean }
