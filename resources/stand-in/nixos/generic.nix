# What a service or program does that is known by its options only: a unit whose fingerprint comes from what
# somebody has set, the toy package of the same name. Those written by hand do better.
{ ... }: { }
