"""The Web API over HTTP: `api_routes(world, hang_up)` gives its addresses, for the server to serve.

Besides /slack/api/{method} they are the upload addresses, the files themselves and the consent page of
OAuth. `hang_up` breaks a request's connection off, as playground.server has it.
"""

from playground.slack.api.routes import api_routes

__all__ = ["api_routes"]
