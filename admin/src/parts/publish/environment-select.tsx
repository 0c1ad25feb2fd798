import { Radio } from '@mantine/core'
import classes from './environment-select.module.css'

/** One environment to choose, with what it shows now. */
export function EnvironmentOption({ environment, release }: Props) {
  return (
    <Radio
      className={classes.choice}
      value={environment.slug}
      label={environment.name}
      description={release ? `Shows release ${release} now` : 'Shows nothing of this package yet'}
    />
  )
}

type Props = { environment: { slug: string; name: string }; release: number | undefined }
