/** The one document that the player sends. The build lists it in `documents.json`. */
export const playbackQuery =
  'query P($package:String!,$release:Int,$environment:String,$revision:Int)' +
  '{playlists(package:$package,release:$release,environment:$environment,revision:$revision)' +
  '{path url posterUrl storyboardUrl sourceWidth sourceHeight sourceSeconds captions{language kind label url}}' +
  'playerSettings(environment:$environment){controls resume}}'
