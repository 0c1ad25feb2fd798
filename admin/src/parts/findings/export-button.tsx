import { Button } from '@mantine/core'
import { graphql } from '../../graphql/tada.ts'
import { useUncachedMutation } from '../../graphql/use-uncached-mutation.ts'
import { t } from '../../texts/texts.ts'
import { ErrorNotice } from '../problem/error-notice.tsx'

const ExportFindings = graphql(`
  mutation ExportFindings($slug: String!) {
    export(kind: FINDINGS_CSV, package: $slug) {
      url
    }
  }
`)

/** Downloads all findings of the draft as a table, with a line for each place. */
export function ExportButton({ slug }: { slug: string }) {
  const [{ fetching, error }, startExport] = useUncachedMutation(ExportFindings)
  const download = async () => {
    const url = (await startExport({ slug })).data?.export?.url
    // A file to save, so that the page stays.
    if (url) location.assign(url)
  }
  return (
    <>
      <Button variant="default" size="xs" disabled={fetching} onClick={download}>
        {t('findings.exportCsv')}
      </Button>
      <ErrorNotice error={error} />
    </>
  )
}
