import { client } from '../../graphql/client.ts'
import { t } from '../../texts/texts.ts'
import { showToast } from '../toast/show-toast.ts'
import { goBack } from './go-back.ts'

/** Says that teachers see a new release, with its address. `before`: the release to which the person may go back, or null. */
export async function sayPublished({ slug, environment, url, release, before }: Published): Promise<void> {
  const names = { environment: environment.name, release: String(release) }
  const rollBack = (number: number) =>
    goBack(
      client,
      { slug, release: number, environment: environment.slug },
      t('publish.rolledBack', { ...names, release: String(number) }),
    )
  const canOpen = environment.access === 'PUBLIC'
  await showToast({
    message: t('publish.published', names),
    link: canOpen
      ? { href: url, label: t('publish.view') }
      : { to: `/packages/${slug}?show=releases`, label: t('publish.viewReleases') },
    undoLabel: t('publish.rollBack'),
    ...(before !== null && before !== release && { undo: () => void rollBack(before) }),
  })
}

type Published = {
  slug: string
  environment: { slug: string; name: string; access: string }
  url: string
  release: number
  before: number | null
}
