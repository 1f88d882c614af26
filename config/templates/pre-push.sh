#!/bin/sh
# reviewlint: the checklist of each branch, before it is pushed. Past it once: git push --no-verify
command -v reviewlint >/dev/null || {
    echo "reviewlint is not on PATH: pipx install reviewlint, or git push --no-verify" >&2
    exit 1
}
# git says on standard input what is pushed: local ref, its commit, remote ref, its commit
while read -r ref commit _; do
    case $ref in refs/tags/*) continue ;; esac
    case $commit in *[!0]*) ;; *) continue ;; esac # a branch is being deleted
    reviewlint check --to-ref "$commit" --format concise </dev/null || exit
done
