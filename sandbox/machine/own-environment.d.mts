export function ownEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv
