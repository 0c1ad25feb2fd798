/**
 * The environment for ffmpeg and ffprobe. Static builds, such as the wheel's, crash (exit 139) on MPEG-TS where the C library
 * is another version than theirs: they convert the service's name by iconv, which loads a converter of this machine. An empty
 * place to look for converters makes them leave the name alone.
 */
export const ffmpegEnvironment = { ...process.env, GCONV_PATH: '/nonexistent' }
