/** Numbers of draft-miller-ssh-agent, 6.1, and of OpenSSH's PROTOCOL.agent. */
export const AGENT = {
  failure: 5,
  success: 6,
  requestIdentities: 11,
  identitiesAnswer: 12,
  signRequest: 13,
  signResponse: 14,
  extension: 27,
  extensionFailure: 28,
} as const;

/** Flags of a request to sign. */
export const SIGN_RSA_SHA2_256 = 2;
export const SIGN_RSA_SHA2_512 = 4;

/** Bytes of one message; OpenSSH's own agent takes as much. */
export const AGENT_MESSAGE_LIMIT = 256 * 1024;

export const SESSION_BIND = 'session-bind@openssh.com';
