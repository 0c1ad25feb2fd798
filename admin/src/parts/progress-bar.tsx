import classes from './progress-bar.module.css'

/**
 * A bar from 0 to 100. Without `percent` it says only that something goes on. `label` is its accessible name,
 * `says` what it reads out in place of the bare number.
 */
export function ProgressBar({ label, percent, says: valueText, thin }: Props) {
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
        className={isDeterminate ? classes.done : classes.moving}
        style={isDeterminate ? { width: `${percent}%` } : undefined}
      />
    </div>
  )
}

type Props = { label: string; percent?: number | null; says?: string; thin?: boolean }
