/** Roles, permissions, and where they hold. */
export const access = {
  role: '{role, select, OWNER {Owner} ADMIN {Administrator} PUBLISHER {Publisher} AUTHOR {Author} AUDITOR {Auditor} other {Other}}',
  roleMay:
    '{role, select, OWNER {Everything, and makes other owners} ADMIN {Everything, except making owners} PUBLISHER {What an author does, and publishes, rolls back, and unpublishes} AUTHOR {Adds, synchronizes, previews, and archives packages} AUDITOR {Reads everything and the audit log, changes nothing} other {Other}}',
  everywhere: 'Everywhere',
  inEnvironment: 'In {environment}',
  forPackage: 'Package {title}',
  forPackageInEnvironment: 'Package {title} in {environment}',
  roleInScope: '{role} · {scope}',
  roleField: 'Role',
  placeField: 'Where',
  place:
    '{place, select, everywhere {Everywhere} environment {In one environment} package {For one package} both {For one package in one environment} other {Other}}',
  environmentField: 'Environment',
  packageField: 'Package',
  anyEnvironment: 'Any environment',
  anyPackage: 'Any package',
  nothingFound: 'Nothing found',
  chooseEnvironment: 'Choose an environment.',
  choosePackage: 'Choose a package.',
  roles: 'Roles',
  may: 'Permissions',
  noRoles: 'No roles. Nothing can be viewed or changed.',
  grant: 'Grant role',
  grantTitle: 'Grant {name} a role',
  revoke: 'Revoke',
  revokeNamed: 'Revoke {role}',
  revokeQuestion: 'Revoke this role of {name}?',
  revokeEffect: '{role}. Access through this role ends within five seconds.',
  forbiddenTitle: 'You do not have access to this page',
  forbidden: 'It needs one of these roles everywhere: {roles}. Ask an owner or an administrator to give you one.',
  permission: `{key, select,
    package_read {See packages, drafts, and releases}
    package_create {Add packages}
    package_update {Change title, start page, and settings}
    package_synchronize {Synchronize}
    package_transcode {Retry and cancel videos}
    package_archive {Archive and restore}
    package_preview {Preview drafts and share previews}
    package_publish {Publish}
    package_deploy {Promote and roll back releases}
    package_unpublish {Unpublish}
    package_acceptFallback {Publish with videos that failed}
    package_verify {Verify releases and drafts}
    finding_ignore {Ignore findings}
    environment_manage {Manage environments}
    audit_read {Read the audit log}
    budget_read {See the budget}
    budget_update {Change the budget}
    dropbox_read {See the Dropbox connection}
    dropbox_connect {Connect Dropbox}
    analytics_read {See analytics}
    viewer_manage {Manage viewers and their tokens}
    user_read {See people}
    user_manage {Manage people and roles}
    token_read {See API tokens}
    token_manage {Manage API tokens}
    webhook_read {See webhooks}
    webhook_manage {Manage webhooks}
    system_read {See the state of the system}
    other {{permission}}}`,
} as const
