package io.fairlead.cli.admin.http;

import io.fairlead.cli.admin.Api;
import io.fairlead.cli.admin.ApiAnswer;
import io.fairlead.cli.admin.ApiRequest;
import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.protocol.net.Addresses;
import io.fairlead.protocol.net.LogText;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of the administration port, on its event loop: takes one call, has it carried out elsewhere, answers
 * and closes. What comes after the call is not looked at.
 */
final class AdminHandler extends SimpleChannelInboundHandler<HttpObject> {
    /** A list of ten thousand addresses fits. */
    static final int LONGEST_BODY = 256 * 1024;

    private static final Logger log = LoggerFactory.getLogger(AdminHandler.class);
    private static final int PATIENCE_SECONDS = 15;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;

    private final Api api;
    private final ExecutorService threads;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private HttpRequest head;
    private boolean taken;

    AdminHandler(Api api, ExecutorService threads) {
        this.api = api;
        this.threads = threads;
    }

    /** For the whole call, so that nobody holds a connection by sending a byte now and then. */
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ScheduledFuture<?> _ = ctx.executor().schedule(() -> {
            if (!taken) {
                ctx.close();
            }
        }, PATIENCE_SECONDS, TimeUnit.SECONDS);
        ctx.fireChannelActive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
        if (taken) {
            return;
        }
        if (part.decoderResult().isFailure()) {
            ApiRequest call = request(ctx, head);
            carryOut(ctx, () -> api.malformed(call, BAD_REQUEST,
                    "no HTTP, or longer than allowed (expected: a first line of 4096 bytes, 8192 bytes of headers)"));
            return;
        }
        if (part instanceof HttpRequest request) {
            begin(ctx, request);
        }
        if (!taken && part instanceof HttpContent content) {
            take(ctx, content);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        head = request;
        if (HttpUtil.getContentLength(request, 0L) > LONGEST_BODY) {
            tooLarge(ctx);
        } else if (HttpUtil.is100ContinueExpected(request)) {
            ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
    }

    private void take(ChannelHandlerContext ctx, HttpContent content) {
        if (body.size() + content.content().readableBytes() > LONGEST_BODY) {
            tooLarge(ctx);
            return;
        }
        byte[] bytes = new byte[content.content().readableBytes()];
        content.content().readBytes(bytes);
        body.writeBytes(bytes);
        if (content instanceof LastHttpContent) {
            ApiRequest call = request(ctx, head);
            carryOut(ctx, () -> api.answer(call));
        }
    }

    private void tooLarge(ChannelHandlerContext ctx) {
        ApiRequest call = request(ctx, head);
        carryOut(ctx, () -> api.malformed(call, TOO_LARGE,
                "body: too long (expected: at most " + LONGEST_BODY + " bytes)"));
    }

    private ApiRequest request(ChannelHandlerContext ctx, HttpRequest request) {
        String method = "";
        String uri = "/";
        Map<String, String> headers = new HashMap<>();
        if (request != null && request.decoderResult().isSuccess()) {
            method = request.method().name();
            uri = request.uri().startsWith("/") ? request.uri() : "/" + request.uri();
            request.headers().forEach(header -> headers.merge(
                    header.getKey().toLowerCase(Locale.ROOT), header.getValue(), (one, more) -> one + ", " + more));
        }
        int mark = uri.indexOf('?');
        return new ApiRequest(
                method,
                mark < 0 ? uri : uri.substring(0, mark),
                mark < 0 ? "" : uri.substring(mark + 1),
                headers,
                OpaqueBytes.copyOf(body.toByteArray()),
                Addresses.remote(ctx.channel()));
    }

    private void carryOut(ChannelHandlerContext ctx, Supplier<ApiAnswer> call) {
        taken = true;
        boolean isHead = head != null && head.method().name().equals("HEAD");
        ctx.channel().config().setAutoRead(false);
        try {
            threads.execute(() -> {
                try {
                    ApiAnswer answer = call.get();
                    ctx.executor().execute(() -> write(ctx, answer, isHead));
                } catch (RuntimeException e) {
                    // Not foreseen; the connection must not stay for it.
                    log.atError().setCause(e).log("administration call failed");
                    ctx.close();
                }
            });
        } catch (RejectedExecutionException e) {
            ctx.close();
        }
    }

    private static void write(ChannelHandlerContext ctx, ApiAnswer answer, boolean isHead) {
        byte[] text = answer.text().getBytes(StandardCharsets.UTF_8);
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                isHead ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(text));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, text.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("X-Content-Type-Options", "nosniff")
                .set("X-Frame-Options", "DENY")
                .set("Referrer-Policy", "no-referrer")
                .set("Cross-Origin-Resource-Policy", "same-origin")
                .set("Content-Security-Policy",
                        "default-src 'none'; connect-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; "
                                + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
        answer.headers().forEach((name, value) -> response.headers().set(name, value));
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // Too slow, reset, or no HTTP at all: nobody to tell.
        log.atDebug().addKeyValue("from", LogText.of(Addresses.remote(ctx.channel())))
                .addKeyValue("reason", cause.toString()).log("administration connection ended");
        ctx.close();
    }
}
