import { NativeSelect } from '@mantine/core'
import { useQuery } from 'urql'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'

const EnvironmentsToChoose = graphql(`
  query EnvironmentsToChoose {
    environments {
      id
      slug
      name
    }
  }
`)

/** The choice of an environment. `anyLabel`: the text for none; without it, one must be chosen. */
export function EnvironmentSelect({ slug, onChange, error, anyLabel }: Props) {
  const [{ data }] = useQuery({ query: EnvironmentsToChoose })
  const options = (data?.environments ?? []).map(({ slug, name }) => ({ value: slug, label: name }))
  return (
    <NativeSelect
      label={t('access.environmentField')}
      value={slug ?? ''}
      error={error}
      onChange={event => onChange(event.currentTarget.value || null)}
      data={[{ value: '', label: anyLabel ?? '' }, ...options]}
    />
  )
}

type Props = {
  slug: string | null
  onChange: (slug: string | null) => void
  error?: string | undefined
  anyLabel?: string
}
