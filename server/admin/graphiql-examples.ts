/** The tabs that GraphiQL opens with. A test checks each against the schema. */
export const graphiqlExamples = [
  `# Press Ctrl+Enter (Cmd+Enter on a Mac) to run this.
# The book icon at the left explains every type and field.
query WhoAmI {
  viewer {
    user { name email }
    permissions
  }
}`,
  `# All packages: the state of each, and the release that every environment shows.
query Packages {
  packages(first: 20) {
    totalCount
    nodes {
      slug
      title
      status
      draft { fileCount synchronizedAt }
      deployments { environment { slug } release { number } deployedAt }
    }
    pageInfo { hasNextPage endCursor }
  }
}`,
  `# The newest audit events.
query Activity {
  auditLog(last: 20) {
    nodes { at action summary actor { name } }
  }
}`,
  `# The progress of a synchronization. Runs until it is over.
# Start one with: mutation { synchronizePackage(slug: "my-package") { id status } }
subscription Progress {
  syncProgress(package: "my-package") {
    status
    phase
    filesDone
    filesTotal
    secondsLeft
  }
}`,
]
