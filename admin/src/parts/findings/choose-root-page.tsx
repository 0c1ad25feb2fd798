import { Button, Group, Select } from '@mantine/core'
import { useState } from 'react'
import { useMutation, useQuery } from 'urql'
import { t } from '../../texts/texts.ts'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { RootPageQuery, SetRootPage } from './root-page.ts'

/** Asks which page the package opens with. The answer takes effect at once, without a synchronization. */
export function ChooseRootPage({ slug }: { slug: string }) {
  const [{ data, error }] = useQuery({ query: RootPageQuery, variables: { slug } })
  const [choice, setChoice] = useState<string | null>(null)
  const [result, setRootPage] = useMutation(SetRootPage)
  const candidates = data?.package?.draft?.rootPageCandidates ?? []
  const page = choice ?? candidates[0] ?? null
  if (!error && candidates.length === 0) return null
  return (
    <>
      <ErrorNotice error={error ?? result.error} />
      <Group gap="xs" mt={8} align="flex-end">
        <Select
          label={t('findings.startPage')}
          data={candidates}
          value={page}
          onChange={setChoice}
          searchable
          allowDeselect={false}
          miw={220}
          maw={420}
          flex={1}
        />
        <Button
          variant="light"
          loading={result.fetching}
          disabled={page === null}
          onClick={() => void setRootPage({ slug, page })}
        >
          {t('findings.useStartPage')}
        </Button>
      </Group>
    </>
  )
}
