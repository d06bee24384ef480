"""How a teacher signs in with an account that a provider of identities has, by OpenID Connect."""
