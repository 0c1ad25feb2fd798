import '@mantine/core/styles/Drawer.layer.css'
import { Drawer, Stack } from '@mantine/core'
import { useQuery } from 'urql'
import { formatBytes } from '../../format/bytes.ts'
import { splitPath } from '../../format/path.ts'
import { graphql } from '../../graphql/tada.ts'
import { t } from '../../texts/texts.ts'
import { CopyField } from '../copy-field.tsx'
import { Facts } from '../facts.tsx'
import { LoadingSkeleton } from '../loading-skeleton.tsx'
import { Notice } from '../notice.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { FileFindings, FindingsOfFile } from './file-findings.tsx'
import { FileLinks } from './file-links.tsx'
import classes from './file-panel.module.css'
import { FilePreview } from './file-preview.tsx'
import { FileUses } from './file-uses.tsx'
import { FileVersions } from './file-versions.tsx'

const FileQuery = graphql(
  `
    query File($slug: String!, $path: String!) {
      package(slug: $slug) {
        id
        draft {
          id
          contentUrl
          file(path: $path) {
            path
            bytes
            contentHash
            modifiedAt
            mediaType
            kind
            url
            text
            versions {
              releaseNumber
              bytes
              contentHash
            }
          }
          ...FindingsOfFile
        }
      }
    }
  `,
  [FindingsOfFile],
)

/** Everything about one file of the draft, beside the list. */
export default function FilePanel({ slug, dropboxPath, path, close }: Props) {
  const [{ data, error, fetching }, reexecuteQuery] = useQuery({
    query: FileQuery,
    variables: { slug, path },
    // The addresses of files end after some minutes.
    requestPolicy: 'network-only',
  })
  const refresh = () => reexecuteQuery({ requestPolicy: 'network-only' })
  const draft = data?.package?.draft
  const file = draft?.file
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size={620}
      title={<b className={classes.title}>{splitPath(path).name}</b>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      attributes={{ header: { role: 'none' } }}
    >
      <Stack gap="lg">
        <ErrorNotice error={error} retry={refresh} />
        {!file && fetching && <LoadingSkeleton lines={6} />}
        {!file && !fetching && !error && <Notice tone="warning">{t('files.gone')}</Notice>}
        {draft && file && (
          <>
            <FilePreview file={file} refresh={refresh} />
            <FileLinks file={file} contentUrl={draft.contentUrl} />
            <FileFindings draft={draft} />
            <FileUses slug={slug} path={path} />
            <Facts
              facts={[
                { title: t('files.size'), value: formatBytes(file.bytes) },
                { title: t('files.mediaType'), value: file.mediaType },
                { title: t('files.modified'), value: <RelativeTime at={file.modifiedAt} /> },
                { title: t('files.versions'), value: <FileVersions file={file} /> },
              ]}
            />
            <CopyField label={t('files.dropboxPath')} value={`${dropboxPath}/${path}`} />
            <CopyField label={t('files.contentHash')} value={file.contentHash} />
          </>
        )}
      </Stack>
    </Drawer>
  )
}

type Props = { slug: string; dropboxPath: string; path: string; close: () => void }
