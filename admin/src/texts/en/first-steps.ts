export const firstSteps = {
  title: 'First steps',
  name: '{step, select, connect {Connect Dropbox} add {Add a package} synchronize {Synchronize it} other {Publish it}}',
  help: '{step, select, connect {Lectern reads the folders of your lessons from there. It changes nothing in Dropbox.} add {A package is the Dropbox folder of a lesson, with its pages, images, and videos.} synchronize {Lectern copies the folder, checks it, and prepares its videos. You can preview the draft then.} other {Teachers see the package at an address that does not change.}}',
  action: '{step, select, add {Add package} synchronize {Open the package} other {Open the package}}',
  done: 'Done',
} as const
