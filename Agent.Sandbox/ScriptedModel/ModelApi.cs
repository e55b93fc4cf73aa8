using System.Buffers;
using System.Globalization;
using Agent.Sandbox.ScriptedModel.Answers;
using Agent.Sandbox.ScriptedModel.Requests;
using Agent.Sandbox.ScriptedModel.Script;
using Microsoft.AspNetCore.Http;

namespace Agent.Sandbox.ScriptedModel;

/// <summary>The protocol's addresses, answered from a script.</summary>
internal sealed class ModelApi(ModelScript script, TimeProvider clock, RequestLog log, CancellationToken stopping)
{
    private const string Json = "application/json";

    private readonly int[] _taken = new int[script.Rules.Count];

    public Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        if (path == "/v1/chat/completions") return HttpMethods.IsPost(http.Request.Method) ? CompleteAsync(http) : RefuseAsync(http, 405, "Only POST is answered here.", null);
        if (!path.StartsWith("/v1/models", StringComparison.Ordinal)) return RefuseAsync(http, 404, $"Unknown request URL: {http.Request.Method} {path}.", "unknown_url");
        if (!HttpMethods.IsGet(http.Request.Method)) return RefuseAsync(http, 405, "Only GET is answered here.", null);
        if (path == "/v1/models") return ListAsync(http);
        var name = path["/v1/models/".Length..];
        return script.Models.Contains(name) ? SendAsync(http, to => PutModel(name, to)) : SendErrorAsync(http, 404, ErrorReply.Usual(404));
    }

    private static Task RefuseAsync(HttpContext http, int status, string message, string? code) => SendErrorAsync(http, status, new ScriptedError(message, "invalid_request_error", code));

    private static Task SendErrorAsync(HttpContext http, int status, ScriptedError error)
    {
        http.Response.StatusCode = status;
        return SendAsync(http, to => ErrorReply.Write(error, to));
    }

    private static async Task SendAsync(HttpContext http, Action<ArrayBufferWriter<byte>> write)
    {
        var body = new ArrayBufferWriter<byte>(512);
        write(body);
        http.Response.ContentType = Json;
        http.Response.ContentLength = body.WrittenCount;
        await http.Response.BodyWriter.WriteAsync(body.WrittenMemory);
    }

    private static void PutModel(string name, ArrayBufferWriter<byte> to)
    {
        to.Put("{\"id\":"u8);
        to.Put(WireText.Quote(name));
        to.Put(",\"object\":\"model\",\"created\":0,\"owned_by\":\"script\"}"u8);
    }

    private Task ListAsync(HttpContext http) => SendAsync(
        http,
        to =>
        {
            to.Put("{\"object\":\"list\",\"data\":["u8);
            for (var i = 0; i < script.Models.Count; i++)
            {
                if (i > 0) to.Put(","u8);
                PutModel(script.Models[i], to);
            }

            to.Put("]}"u8);
        });

    private async Task CompleteAsync(HttpContext http)
    {
        using var body = await RequestBody.ReadAsync(http.Request, http.RequestAborted);
        var recorded = log.Keeps ? log.Add(http.Request.Headers, body.Bytes.Span, clock.GetUtcNow()) : null;
        var (asked, problem) = AskedRequest.Read(body.Bytes);
        if (asked is null)
        {
            await RefuseAsync(http, 400, problem!, null);
            return;
        }

        Reply reply;
        try
        {
            if (Choose(asked) is not { } answer)
            {
                await RefuseAsync(http, 400, $"No rule of the script fits this request: round {asked.Round} after the user message '{Cut(asked.User)}'.", "no_rule_fits");
                return;
            }

            recorded?.AnsweredBy = answer.Place;
            reply = new Reply(answer, asked, clock.GetUtcNow());
        }
        catch (TemplateException e)
        {
            await RefuseAsync(http, 400, e.Message, "template_unfilled");
            return;
        }

        await SendAsync(http, reply, asked.Stream, recorded);
    }

    private async Task SendAsync(HttpContext http, Reply reply, bool stream, RecordedRequest? recorded)
    {
        var delivery = reply.Answer.Delivery;
        using var either = delivery == Delivery.AtOnce ? null : CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var leaving = recorded is null ? default : http.RequestAborted.UnsafeRegister(
            _ =>
            {
                if (!reply.IsWhole && !stopping.IsCancellationRequested) recorded.Leave(clock.GetUtcNow());
            },
            null);
        try
        {
            var sender = new AnswerSender(http, delivery, clock, either?.Token ?? http.RequestAborted);
            await sender.WaitAsync();
            await SendAsync(http, sender, reply, stream);
        }
        catch (CutOffException)
        {
            // From here on it is the server who leaves.
            await leaving.DisposeAsync();
            if (http.Response.HasStarted) throw;
            http.Abort();
        }
        catch (OperationCanceledException)
        {
            http.Abort();
        }
        finally
        {
            await leaving.DisposeAsync();
        }
    }

    private async Task SendAsync(HttpContext http, AnswerSender sender, Reply reply, bool stream)
    {
        var answer = reply.Answer;
        var response = http.Response;
        response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } wait)
            response.Headers.RetryAfter = answer.RetryAfterAsDate ? (clock.GetUtcNow() + wait).ToString("R", CultureInfo.InvariantCulture) : ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (answer.Body is { } body)
        {
            await SendWholeAsync(response, sender, body.Bytes, body.ContentType);
            return;
        }

        var buffer = new ArrayBufferWriter<byte>(1024);
        if (answer.Status != 200 || !stream)
        {
            if (answer.Status == 200) PlainReply.Write(reply, buffer);
            else ErrorReply.Write(answer.Error ?? ErrorReply.Usual(answer.Status), buffer);
            await SendWholeAsync(response, sender, buffer.WrittenMemory, Json);
            return;
        }

        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache";
        foreach (var isPiece in new StreamedReply(reply, buffer).Events())
        {
            await sender.SendAsync(buffer.WrittenMemory, isPiece);
            buffer.ResetWrittenCount();
        }

        await sender.EndAsync();
    }

    private static async Task SendWholeAsync(HttpResponse response, AnswerSender sender, ReadOnlyMemory<byte> body, string contentType)
    {
        response.ContentType = contentType;
        if (!sender.EndsEarly) response.ContentLength = body.Length;
        await sender.SendAsync(body, isPiece: true);
        await sender.EndAsync();
    }

    private Answer? Choose(AskedRequest asked)
    {
        for (var i = 0; i < script.Rules.Count; i++)
            if (script.Rules[i].AnswerTo(asked) is { } answer && Take(i, script.Rules[i].Times)) return answer;
        return null;
    }

    private bool Take(int rule, int? times) => times is not { } most || (Volatile.Read(ref _taken[rule]) < most && Interlocked.Increment(ref _taken[rule]) <= most);

    private static string Cut(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
