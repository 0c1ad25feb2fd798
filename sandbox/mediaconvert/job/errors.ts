/** An error response of the protocol (MediaConvert API Reference, "Common errors"). */
export class ApiError extends Error {
  readonly status: number
  /** Sent as `x-amzn-errortype`. The SDK maps it to an exception class. */
  readonly type: string

  constructor(status: number, type: string, message: string) {
    super(message)
    this.status = status
    this.type = type
  }
}

/** 400: the request is invalid, or uses something that this stand-in does not support. */
export const badRequest = (message: string) => new ApiError(400, 'BadRequestException', message)

/** 404: the job does not exist, or the operation is not supported. */
export const notFound = (message: string) => new ApiError(404, 'NotFoundException', message)

/** 409: the job's state does not allow it. */
export const conflict = (message: string) => new ApiError(409, 'ConflictException', message)

/** 422: the file is not a media file. */
export const unprocessable = (message: string) => new ApiError(422, 'UnprocessableEntityException', message)

/** Ends a job in ERROR. */
export class JobError extends Error {
  /**
   * The code (MediaConvert User Guide, "Error codes"): 1010 input cannot be parsed, 1020 no video, 1030 unsupported codec,
   * 1040 settings do not fit the input, 1075 picture cannot be decoded, 1076 input ends early, 1091 encrypted, 1092 audio
   * cannot be decoded, 1401 S3 access denied, 1404 no such bucket or key, 1999 anything else. A fault can set any other
   * code.
   */
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}
