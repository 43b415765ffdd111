// Calls made from the page go out with the token entered under Authorize, never with the session.
window.SwaggerUIBundle({
  url: "/api/v1/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  docExpansion: "list",
  tagsSorter: "alpha",
  withCredentials: false,
  validatorUrl: null,
});
