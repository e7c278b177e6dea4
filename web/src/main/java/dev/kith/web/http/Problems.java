package dev.kith.web.http;

import static java.util.Objects.requireNonNull;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every error as {@code application/problem+json}, or as a page to a person who follows a link; what went wrong
 * inside goes to the log only.
 */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final ErrorPage page;

    /** Makes the page that a person gets instead of a problem. */
    public interface ErrorPage {
        byte[] html(String title, String detail);
    }

    public Problems(ErrorPage page) {
        this.page = requireNonNull(page, "page");
    }

    public void install(RoutesConfig routes) {
        routes.exception(Refusal.class, (e, ctx) -> answer(ctx, e.status(), e.detail(), e.more()));
        routes.exception(HttpResponseException.class, this::answerHttp);
        routes.exception(Exception.class, this::answerBug);
    }

    private void answerHttp(HttpResponseException e, Context ctx) {
        int status = e.getStatus();
        String detail = status == 404
                ? "There is nothing at " + ctx.path() + "."
                : "The request was refused: " + HttpStatus.forStatus(status).getMessage() + ".";
        answer(ctx, status, detail, Map.of());
    }

    private void answerBug(Exception e, Context ctx) {
        LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
        answer(ctx, 500, "Something went wrong inside Kith. The log says what.", Map.of());
    }

    private void answer(Context ctx, int status, String detail, Map<String, ?> more) {
        String title = HttpStatus.forStatus(status).getMessage();
        ctx.status(status);
        if (isForAPerson(ctx)) {
            ctx.result(page.html(title, detail)).contentType("text/html; charset=utf-8");
            return;
        }
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail);
        problem.putAll(more);
        ctx.result(Json.text(problem)).contentType("application/problem+json");
    }

    private static boolean isForAPerson(Context ctx) {
        String accept = ctx.header("Accept");
        return accept != null && accept.contains("text/html") && !ctx.path().startsWith("/api/");
    }
}
