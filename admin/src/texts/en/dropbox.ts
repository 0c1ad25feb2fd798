export const dropbox = {
  notConnected: 'Lectern is not connected to Dropbox.',
  connect: 'Connect Dropbox',
  askToConnect: 'Ask an administrator to connect it.',
  connected: "Connected to {account}'s Dropbox. Waiting synchronizations resume now.",

  addPackageTitle: 'Add a package',
  chooseFolder: 'Choose a Dropbox folder',
  folderPath: 'Folder path',
  root: 'Dropbox',
  emptyTitle: 'No subfolders',
  emptyFolder: 'To add this folder, go back one level and select Add package.',
  emptyRoot: 'Create a folder in Dropbox, add the pages of your lesson, and come back.',

  addPackage: 'Add package',
  addNamedPackage: 'Add package {name}',
  package: 'Package',
  openPackage: 'Open package',
  openNamedPackage: 'Open package {title}',
} as const
