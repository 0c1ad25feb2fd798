import { showDraftBanner } from './banner/draft-banner.ts'

// The entry of the script tag at the end of a draft's page:
// <script type="module" src="…/lectern/banner.js" data-lectern-draft="title" data-revision="7">
const tag = document.querySelector<HTMLScriptElement>('script[data-lectern-draft]')
if (tag) showDraftBanner(tag)
