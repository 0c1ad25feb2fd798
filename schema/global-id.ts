export { globalId, parseGlobalId } from '@lectern/domain/global-id'
