import type { Fault } from '../../faults/fault.ts'

/** MediaConvert's error types by status (API Reference, "Common errors"). */
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
 * Adds MediaConvert's error type and a JSON body to a fault with a status, so that clients see the SDK's exception.
 * Keeps a type or body that the fault already has. Other statuses come from proxies in front of MediaConvert and stay
 * unchanged.
 */
export function withErrorType(fault: Fault | undefined): Fault | undefined {
  const type = TYPES[fault?.status ?? 0]
  if (!fault || !type) return fault
  const { headers = {}, body = JSON.stringify({ message: 'A fault requested this response.' }) } = fault
  const isTyped = Object.keys(headers).some(name => name.toLowerCase() === 'x-amzn-errortype')
  return { ...fault, headers: { ...headers, ...(!isTyped && { 'x-amzn-errortype': type }) }, body }
}
