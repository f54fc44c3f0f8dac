"""Where the service listens: on loopback, with TLS, or behind JupyterHub."""

import ipaddress
import os
import ssl
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from autograder.authors.exercise import AuthorError


@dataclass(frozen=True)
class Address:
    """Where the service listens.

    Attributes:
        host: 127.0.0.1, or another one with TLS or behind the Hub.
        port: 0 for a free one.
        prefix: of all addresses, from slash to slash.
        certificate: for TLS; None without.
        key: of the certificate.
        hub: whether JupyterHub started it, and says who asks.
    """

    host: str = "127.0.0.1"
    port: int = 8799
    prefix: str = "/"
    certificate: Path | None = None
    key: Path | None = None
    hub: bool = False

    def require_private(self) -> None:
        """See that tokens are sent to nobody else.

        Raises:
            AuthorError: it listens to the network, without TLS.
        """
        if self.hub or self.certificate or _is_loopback(self.host):
            return
        raise AuthorError(
            f"on {self.host} tokens would cross the network in the open: listen on 127.0.0.1"
            " (behind a proxy that speaks TLS, or JupyterHub), or give --cert and --key"
        )

    def context(self) -> ssl.SSLContext | None:
        """What TLS needs; None without.

        Raises:
            AuthorError: the files are none of that kind.
        """
        if self.certificate is None:
            return None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        try:
            context.load_cert_chain(self.certificate, self.key)
        except OSError as error:  # an SSLError is one
            raise AuthorError(
                f"{self.certificate}: no certificate with its key ({error})"
            ) from None
        return context


def address_of_hub(address: Address) -> Address:
    """Where JupyterHub has the service listen; the address itself where none started it."""
    prefix = os.environ.get("JUPYTERHUB_SERVICE_PREFIX", "")
    if not prefix:
        return address
    url = urlsplit(os.environ.get("JUPYTERHUB_SERVICE_URL", ""))
    host, port = url.hostname or address.host, url.port or address.port
    return Address(host, port, prefix, hub=True)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
