"""JavaScript and TypeScript: servers, GraphQL and pages that a router in the browser shows."""
