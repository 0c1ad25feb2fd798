import type { Fault } from '../../faults/fault.ts'

/** What MediaConvert calls an error of that status (API Reference, «Common errors»). */
const TYPES: Record<number, string> = {
  400: 'BadRequestException',
  402: 'ServiceQuotaExceededException',
  403: 'ForbiddenException',
  404: 'NotFoundException',
  409: 'ConflictException',
  422: 'UnprocessableEntityException',
  429: 'TooManyRequestsException',
  500: 'InternalServerErrorException',
}

/**
 * A fault that answers with a status says it as MediaConvert does, so that clients see its own exception: with its type and a body
 * of JSON, unless the fault brings its own. Other statuses come from in front of MediaConvert, and stay as they are.
 */
export function withErrorType(fault: Fault | undefined): Fault | undefined {
  const type = TYPES[fault?.status ?? 0]
  if (!fault || !type) return fault
  const { headers = {}, body = JSON.stringify({ message: 'A fault asked for this answer.' }) } = fault
  const isTyped = Object.keys(headers).some(name => name.toLowerCase() === 'x-amzn-errortype')
  return { ...fault, headers: { ...headers, ...(!isTyped && { 'x-amzn-errortype': type }) }, body }
}
