"""The separate process in which foreign parsers run, and the protocol between it and ours.

The child process gets bytes over a pipe and answers in JSON (`protocol`). It has a bound on its memory and on
the time for each file, may not open connections, start programs or write files, and sees none of our
variables. When it dies, one file is lost and the next one gets a new process.
"""
