import type { Link } from '../package/links.ts'

/** Elements whose links viewers follow, if at all. `track`: captions are an addition to a video that plays. */
const followedTags = new Set(['a', 'area', 'form', 'track'])

/**
 * Returns how bad it is when a link leads nowhere: an ERROR if the page loads the file, because viewers see that it is
 * missing, and a WARNING if that shows only when they follow the link, or if browsers play something else instead.
 */
export const severityOfUse = ({
  tag,
  optional,
  alternative,
}: Pick<Link, 'tag' | 'optional' | 'alternative'>): 'ERROR' | 'WARNING' =>
  optional || alternative !== null || followedTags.has(tag) ? 'WARNING' : 'ERROR'
