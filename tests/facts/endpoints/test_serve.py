"""Routes that one file serves, and look-alikes that are none."""

from __future__ import annotations

import pytest

from reviewlint.facts.endpoints import serve
from reviewlint.facts.endpoints.compare import only_in
from reviewlint.syntax.tree import parse

CASES = {
    "flask blueprint": (
        "python",
        'from flask import Blueprint\nbp = Blueprint("a", __name__, url_prefix="/api")\n'
        '@bp.route("/x", methods=["POST"])\ndef x(): ...\n',
        {"POST /api/x"},
    ),
    "a client is no route": (
        "python",
        'import flask\nrequests.get("/x")\nclient.post("/y", json={})\n',
        set(),
    ),
    "fastapi": (
        "python",
        'from fastapi import APIRouter\nr = APIRouter(prefix="/v1")\n@r.get("/a/{id}")\nasync def a(id): ...\n',
        {"GET /v1/a/{id}"},
    ),
    "resource class": (
        "python",
        'class Res(BaseResource):\n    def get(self): ...\n    def post(self): ...\napi.add_org_resource(Res, "/api/r")\n',  # noqa: E501
        {"GET /api/r", "POST /api/r"},
    ),
    "net/http 1.22": (
        "go",
        'package a\nimport "net/http"\nfunc f() { mux.HandleFunc("GET /x", h) }\n',
        {"GET /x"},
    ),
    "echo groups passed on": (
        "go",
        'package a\nimport "github.com/labstack/echo/v4"\n'
        'func main() {\n e := echo.New()\n users(e.Group("/api"))\n}\n'
        'func users(g *echo.Group) { g.GET("/users", list) }\n',
        {"GET /api/users"},
    ),
    "koa names a route": (
        "javascript",
        'import R from "koa-router";\nrouter.post("n", "/x", h);\n',
        {"POST /x"},
    ),
    "nestjs controller": (
        "typescript",
        'import { Get } from "@nestjs/common";\n@Controller("cats")\nexport class C { @Get(":id") one() {} }\n',
        {"GET /cats/:id"},
    ),
    "spring": (
        "java",
        'import org.springframework.x;\n@RequestMapping("/a")\nclass C { @GetMapping("/b") void b() {} }\n',
        {"GET /a/b"},
    ),
    "rails": (
        "ruby",
        "Rails.application.routes.draw do\n namespace :api do\n  resources :a, only: [:index] do\n"
        "   member do\n    post :go\n   end\n  end\n end\nend\n",
        {"GET /api/a", "POST /api/a/:id/go"},
    ),
    "axum": (
        "rust",
        'use axum::Router;\nfn f() { Router::new().route("/x", get(a).post(b)); }\n',
        {"GET /x", "POST /x"},
    ),
}


def found(language: str, text: str, path: str = "config/routes.rb") -> set[str]:
    endpoints = serve(path, text, parse(text, language), language)
    return {f"{e.method} {e.route}" for e in endpoints}


@pytest.mark.parametrize("name", CASES)
def test_routes(name: str) -> None:
    language, text, expected = CASES[name]
    assert found(language, text) == expected


def test_play_routes_file() -> None:
    served = serve("conf/routes", "# c\nGET  /x/:id  controllers.A.b(id: Int)\n", None, "")
    assert [(e.method, e.route, e.handler) for e in served] == [("GET", "/x/:id", "controllers.A.b")]


def test_a_renamed_parameter_is_not_new() -> None:
    before = serve("conf/routes", "GET /x/:id a.B.c\n", None, "")
    after = serve("conf/routes", "GET /x/:key a.B.d\nGET /y a.B.e\n", None, "")
    assert [e.route for e in only_in(after, before)] == ["/y"]
    assert only_in(before, after) == ()


def test_a_handler_is_seen_through_the_middleware_around_it() -> None:
    text = (
        'package a\nimport "github.com/labstack/echo/v4"\nfunc f() { e.GET("/x", may(id(a.Show), "read")) }\n'
    )
    assert [e.handler for e in serve("a.go", text, parse(text, "go"), "go")] == ["Show"]


def test_a_call_around_a_path_is_looked_into() -> None:
    text = 'import flask\n@routes.route(scoped("/login"), methods=["GET"])\ndef login(): ...\n'
    assert found("python", text) == {"GET /login"}
