/**
 * The environment for ffmpeg and ffprobe. Static builds, such as the wheel's, crash (exit 139) on MPEG-TS when this
 * machine's C library has another version: they convert the service name with iconv, which loads one of this machine's
 * converters. An empty converter folder makes them skip the conversion.
 */
export const ffmpegEnvironment = { ...process.env, GCONV_PATH: '/nonexistent' }
