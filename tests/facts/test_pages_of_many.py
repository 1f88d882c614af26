"""The router of an application is found among all of the components that go to its pages."""

from __future__ import annotations

from reviewlint.testing import FactCase, Tree, fact_problems, run_facts

_ROUTER = """
import { createRouter, createWebHistory } from 'vue-router'
import { base } from './base'

export default createRouter({
  history: createWebHistory(base()),
  routes: [{ path: '/orders/:id', component: () => import('./Order.vue') }],
})
"""
_PAGE = "<script setup>\nconst total = (prices) => {}\n</script>\n\n<template><b>{{{{ total([1]) }}}}</b></template>\n"
_LINK = "<script setup>\nimport { useRouter } from 'vue-router'\nuseRouter().push('/')\n</script>\n"
_TEST = "it('shows one', () => {\n  cy.visit('/shop/orders/1')\n  cy.get('b').should('contain', '1')\n})\n"


def test_a_router_is_found_behind_many_components() -> None:
    before = {f"src/links/Link{number}.vue": _LINK for number in range(40)}
    before |= {"src/router.js": _ROUTER, "cypress/e2e/orders.cy.js": _TEST}
    before["src/Order.vue"] = _PAGE.format("prices.length")
    after = before | {"src/Order.vue": _PAGE.format("prices.filter(Boolean).length")}
    holds = {"units": [{"name": "total", "tests": [{"path": "cypress/e2e/orders.cy.js"}]}]}
    case = FactCase("many", Tree(before, after), holds)
    assert not fact_problems(case, run_facts(case))
