import type { Catalog } from '../catalog.ts'
import { access } from './access.ts'
import { account } from './account.ts'
import { activity } from './activity.ts'
import { addPackage } from './add-package.ts'
import { attention } from './attention.ts'
import { budget } from './budget.ts'
import { changes } from './changes.ts'
import { common } from './common.ts'
import { dropbox } from './dropbox.ts'
import { environments } from './environments.ts'
import { fileContent } from './file-content.ts'
import { files } from './files.ts'
import { findings } from './findings.ts'
import { firstSteps } from './first-steps.ts'
import { format } from './format.ts'
import { history } from './history.ts'
import { looks } from './looks.ts'
import { overview } from './overview.ts'
import { packageList } from './package-list.ts'
import { packages } from './packages.ts'
import { pages } from './pages.ts'
import { palette } from './palette.ts'
import { people } from './people.ts'
import { preview } from './preview.ts'
import { problem } from './problem.ts'
import { publish } from './publish.ts'
import { releases } from './releases.ts'
import { requests } from './requests.ts'
import { requirements } from './requirements.ts'
import { schedule } from './schedule.ts'
import { secondFactor } from './second-factor.ts'
import { security } from './security.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { signIn } from './sign-in.ts'
import { sync } from './sync.ts'
import { system } from './system.ts'
import { tokens } from './tokens.ts'
import { verify } from './verify.ts'
import { videos } from './videos.ts'
import { webhooks } from './webhooks.ts'

/** The German texts by room, as ICU messages (unicode-org.github.io/icu/userguide/format_parse/messages). */
export const de: Catalog = {
  access,
  account,
  people,
  tokens,
  webhooks,
  activity,
  addPackage,
  attention,
  budget,
  changes,
  common,
  dropbox,
  environments,
  fileContent,
  files,
  findings,
  firstSteps,
  format,
  history,
  looks,
  overview,
  packageList,
  packages,
  pages,
  palette,
  preview,
  problem,
  publish,
  releases,
  requests,
  requirements,
  schedule,
  secondFactor,
  security,
  settings,
  shell,
  signIn,
  sync,
  verify,
  system,
  videos,
}
