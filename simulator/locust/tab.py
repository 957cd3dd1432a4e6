"""The tab of locust's page that shows what became of texts, front by front. It counts nothing."""

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any, Final, cast

from flask import Blueprint, Response, request
from locust.web import WebUI

from simulator.locust.figures import COLUMNS

KEY: Final = "fakecarrier"
LESS: Final = frozenset(("accepted", "limited", "undelivered", "late", "replied", "reply_lost", "unbound", "loss_percent"))
"""Of the columns: those that only the CSV file has, so that the table fits a page."""
PATH_CSV: Final = "/fakecarrier/csv"

Rows = Callable[[], list[dict[str, Any]]]


def add(web_ui: WebUI, rows: Rows) -> None:
    """Put it on the page. rows: what it shows now."""
    pages, app = Blueprint(KEY, __name__), cast("Any", web_ui.app)

    @pages.route(PATH_CSV)
    def download() -> Response:
        return Response(as_csv(rows()), mimetype="text/csv", headers={"Content-Disposition": "attachment; filename=texts.csv"})

    def extend(response: Response) -> Response:
        if request.path.endswith("/stats/requests") and response.is_json:
            response.set_data(app.json.dumps({**(response.json or {}), "extended_stats": [{"key": KEY, "data": rows()}]}))
        return response

    app.after_request(extend)
    app.register_blueprint(pages)
    _extend_page(web_ui)


def _extend_page(web_ui: WebUI) -> None:
    """locust makes the page's arguments anew for each view, and has no other place where to add to them."""
    structure = [{"key": key, "title": title} for key, title in COLUMNS.items() if key not in LESS]
    update: Any = web_ui.update_template_args

    def extended() -> None:
        update()
        web_ui.template_args |= {
            "extended_tabs": [{"title": "Texts", "key": KEY}],
            "extended_tables": [{"key": KEY, "structure": structure}],
            "extended_csv_files": [{"href": PATH_CSV, "title": "Download texts CSV"}],
        }

    web_ui.update_template_args = extended  # type: ignore[method-assign]


def as_csv(rows: list[dict[str, Any]]) -> str:
    """A line of titles, then a line a front."""
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return out.getvalue()
