import { useState } from 'react'
import { type Client, useClient } from 'urql'
import { graphql } from '../../../graphql/tada.ts'
import { t } from '../../../texts/texts.ts'
import { ServerButton } from '../../server-button.tsx'
import { showToast } from '../../toast/show-toast.ts'
import type { Finding } from '../finding-fields.ts'
import { findingName, findingTitle, placeText } from '../finding-labels.ts'

/** The most that the API returns at once. */
const PAGE_SIZE = 200

const PlacesToCopy = graphql(`
  query PlacesToCopy($slug: String!, $cause: ID!, $first: Int!, $after: String) {
    package(slug: $slug) {
      id
      draft {
        id
        findings(cause: $cause, first: 1) {
          nodes {
            cause
            places(first: $first, after: $after) {
              pageInfo {
                hasNextPage
                endCursor
              }
              nodes {
                path
                line
              }
            }
          }
        }
      }
    }
  }
`)

/** Copies a finding with the fix and its places as text, for a message to a colleague. */
export function CopyListButton({ slug, finding }: { slug: string; finding: Finding }) {
  const client = useClient()
  const [isCopying, setIsCopying] = useState(false)
  const copy = async () => {
    setIsCopying(true)
    try {
      const text = readList(client, slug, finding)
      // The browser allows it only in the click, so it gets a promise of the text.
      const item = new ClipboardItem({ 'text/plain': text.then(list => new Blob([list], { type: 'text/plain' })) })
      await navigator.clipboard.write([item])
      await showToast({ message: t('findings.copied', { count: finding.placeCount }) })
    } catch {
      await showToast({ message: t('findings.copyFailed'), isError: true })
    }
    setIsCopying(false)
  }
  return (
    <ServerButton
      variant="subtle"
      size="compact-sm"
      loading={isCopying}
      aria-label={`${t('findings.copyList')}: ${findingName(finding)}`}
      onClick={copy}
    >
      {t('findings.copyList')}
    </ServerButton>
  )
}

/** Returns the finding with all its places, as far as they are kept. */
async function readList(client: Client, slug: string, finding: Finding): Promise<string> {
  const { cause, message, remedy, placeCount } = finding
  const lines: string[] = []
  for (let after: string | null = null; ; ) {
    const variables: { slug: string; cause: string; first: number; after: string | null } = {
      ...{ slug, cause, first: PAGE_SIZE, after },
    }
    const { data, error } = await client.query(PlacesToCopy, variables, { requestPolicy: 'network-only' })
    const places = data?.package?.draft?.findings?.nodes[0]?.places
    if (!places) throw error ?? new Error(cause)
    lines.push(...places.nodes.map(placeText))
    if (!places.pageInfo.hasNextPage) break
    after = places.pageInfo.endCursor
  }
  if (lines.length < placeCount) lines.push(t('findings.copyMore', { count: placeCount - lines.length }))
  return [findingTitle(finding), message, `${t('findings.fix')} ${remedy}`, '', ...lines, ''].join('\n')
}
