import { Radio } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import classes from './environment-option.module.css'

/** One environment to choose, with the number of the release that it shows. */
export function EnvironmentOption({ environment, release }: Props) {
  return (
    <Radio
      className={classes.option}
      value={environment.slug}
      label={environment.name}
      description={release ? t('publish.currentRelease', { release: String(release) }) : t('publish.noRelease')}
    />
  )
}

type Props = { environment: { slug: string; name: string }; release: number | undefined }
