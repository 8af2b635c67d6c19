/** Every text of the menu and of the native boxes. */
export const strings = {
  name: 'Headstart',
  menu: {
    file: 'File',
    newProject: 'New project…',
    openProject: 'Open project…',
    openRecent: 'Open recent',
    noRecent: 'No recent projects',
    importFolder: 'Import folder…',
    close: 'Close',
    quit: 'Quit',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    view: 'View',
    photos: 'Photos',
    train: 'Train',
    runs: 'Runs',
    classify: 'Classify',
    export: 'Export',
    models: 'Models',
    help: 'Help',
    keys: 'Keys',
    licences: 'Licences',
  },
  camera: {
    message: 'Let Headstart use the camera?',
    detail: 'Pictures stay on this computer. You are asked again when Headstart starts the next time.',
    allow: 'Allow',
    deny: 'Do not allow',
  },
  quit: {
    message: (jobs: number): string =>
      jobs === 1 ? 'A job is still running.' : `${jobs.toLocaleString('en')} jobs are still running.`,
    detail:
      'What is whole so far can be kept: a training keeps its best epoch, an import what is in already.',
    stop: 'Stop and keep',
    wait: 'Quit when done',
    cancel: 'Cancel',
  },
  failure: {
    start: 'Headstart does not start',
    page: 'The page of Headstart ended unexpectedly',
    pageDetail: (reason: string): string =>
      `The reason given is “${reason}”. Nothing that runs was stopped: load the page again to go on.`,
    notLoaded: (reason: string): string =>
      `The page could not be loaded (${reason}): run \`npm run setup\`, then start Headstart again.`,
    loadAgain: 'Load again',
    quit: 'Quit',
    graphics: 'The graphics processor cannot be used',
    graphicsDetail: (reason: string): string =>
      `The reason given is “${reason}”. Headstart can start again and draw without it; only drawing gets slower.`,
    startAgain: 'Start again without it',
    goOn: 'Go on',
    project: 'The project cannot be opened',
    licences: 'The licences cannot be shown',
  },
} as const
