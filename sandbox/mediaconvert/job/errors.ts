/** A refusal of a request, in the protocol's own terms (MediaConvert API Reference, «Common errors»). */
export class ApiError extends Error {
  readonly status: number
  /** Goes out as `x-amzn-errortype`; the SDK makes an exception class of it. */
  readonly type: string

  constructor(status: number, type: string, message: string) {
    super(message)
    this.status = status
    this.type = type
  }
}

/** 400: the request says something that is wrong, or that this stand-in does not model. */
export const badRequest = (message: string) => new ApiError(400, 'BadRequestException', message)

/** 404: no such job, or no such operation here. */
export const notFound = (message: string) => new ApiError(404, 'NotFoundException', message)

/** 409: the job's state does not allow it. */
export const conflict = (message: string) => new ApiError(409, 'ConflictException', message)

/** 422: a file that is none of the media. */
export const unprocessable = (message: string) => new ApiError(422, 'UnprocessableEntityException', message)

/** Ends a job in ERROR. */
export class JobError extends Error {
  /**
   * MediaConvert User Guide, «Error codes»: 1010 input cannot be parsed, 1020 no video, 1040 settings do not fit the input, 1076
   * input ends early, 1401 S3 access denied, 1404 no such bucket or key, 1999 anything else. A fault can ask for any other.
   */
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}
