using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agent.Models.OpenAI;

/// <summary>Reads one answer off the wire, as events or as one JSON document, whichever it turns out to be.</summary>
/// <param name="sent">Ids of the calls that the request held.</param>
internal sealed class AnswerReader(HttpResponseMessage response, Stream stream, FailureReader failures, FailureWords words, string model, IReadOnlyList<string> sent) : IAsyncDisposable
{
    private readonly StreamBuffer _buffer = new(stream);
    private readonly Answer _answer = new();
    private SseReader? _events;
    private bool _begun;
    private bool _sawEvent;
    private int _calls;

    /// <summary>All has come that belongs to the answer.</summary>
    public bool Ended { get; private set; }

    private int Status => (int)response.StatusCode;

    /// <summary>Waits for the next piece; it is then in <see cref="TakeUpdate"/>.</summary>
    /// <returns>False at the end of the answer, which is then whole.</returns>
    /// <exception cref="ModelException">The answer is no answer.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Ended) return false;
            if (!_begun)
            {
                _begun = true;
                if (!await BeginAsync(cancellationToken)) return await ReadDocumentAsync(cancellationToken);
            }

            while (await _events!.ReadAsync(cancellationToken))
            {
                var data = _events.Data.Trim(" \t"u8);
                if (data.IsEmpty) continue;
                _sawEvent = true;
                if (data.SequenceEqual("[DONE]"u8)) return End(told: true);
                if (ReadEvent(data)) return true;
                break;
            }

            return End(told: false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            // The connection broke after the model had done: what was still to come is not missed.
            if (_answer.Finish is null) throw words.CutOff(Status, e);
            Ended = true;
            return false;
        }
        catch (OperationCanceledException e)
        {
            throw words.TimedOut(Status, e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw words.Broken("it is not the JSON that was to come", Status, e);
        }
        catch (InvalidDataException e)
        {
            throw words.Broken(e.Message, Status, e);
        }
    }

    /// <summary>What the last piece holds that can be shown; null where that is nothing. One without contents says that the model has begun to write a call.</summary>
    public ChatResponseUpdate? TakeUpdate()
    {
        var begins = _answer.Calls.Count > _calls;
        _calls = _answer.Calls.Count;
        if (_answer.Reasoning is null && _answer.Text is null) return begins ? NewUpdate() : null;
        var update = NewUpdate();
        if (_answer.Reasoning is { } reasoning) update.Contents.Add(new TextReasoningContent(reasoning));
        if (_answer.Text is { } text) update.Contents.Add(new TextContent(text));
        return update;
    }

    /// <summary>What stands at the end: the calls, whole, why it ended, and what it took.</summary>
    public ChatResponseUpdate TakeLast()
    {
        var finish = Reason();
        var update = NewUpdate();
        update.Contents = _answer.Calls.Build(sent, finish == ChatFinishReason.Length || finish == ChatFinishReason.ContentFilter);
        if (update.Contents.Count > 0 && finish == ChatFinishReason.Stop) finish = ChatFinishReason.ToolCalls;
        update.FinishReason = finish;
        if (_answer.Usage is { } usage) update.Contents.Add(new UsageContent(usage));
        return update;
    }

    public async ValueTask DisposeAsync()
    {
        if (!Ended) await HangUp.NowAsync(stream);
        response.Dispose();
        _answer.Dispose();
        _events?.Dispose();
        _buffer.Dispose();
    }

    /// <returns>False for one document.</returns>
    private async ValueTask<bool> BeginAsync(CancellationToken cancellationToken)
    {
        do
        {
            // A byte order mark, and the line breaks that keep some connections alive.
            var window = _buffer.Window;
            _buffer.Skip(window.Length - window.TrimStart("\uFEFF \t\r\n"u8).Length);
        }
        while (_buffer.Window.IsEmpty && await _buffer.FillAsync(AnswerLimits.Event, cancellationToken));

        if (_buffer.Window.IsEmpty) throw words.CutOff(Status);
        if (FailureReader.IsPage(response, _buffer.Window)) throw words.Page(Status, FailureReader.RetryAfter(response));
        if (_buffer.Window is [(byte)'{' or (byte)'[', ..]) return false;
        _events = new SseReader(_buffer);
        return true;
    }

    private async ValueTask<bool> ReadDocumentAsync(CancellationToken cancellationToken)
    {
        while (await _buffer.FillAsync(AnswerLimits.Document, cancellationToken))
        {
            // It is one piece.
        }

        ChunkReader.Read(_buffer.Window, _answer);
        ThrowIfError();
        if (!_answer.HasChoices) throw words.Foreign(Status);
        if (!_answer.HasChoice) throw words.Broken("it holds no choice", Status);
        Ended = true;
        return true;
    }

    /// <returns>False where the stream ended inside of it.</returns>
    private bool ReadEvent(ReadOnlySpan<byte> data)
    {
        try
        {
            ChunkReader.Read(data, _answer);
        }
        catch (JsonException) when (_events!.IsUnfinished)
        {
            return false;
        }
        catch (JsonException) when (_events!.IsError)
        {
            _answer.Error = new ErrorReport(Encoding.UTF8.GetString(data));
        }

        if (_events!.IsError) _answer.Error ??= ErrorReport.Read(data.ToArray()) ?? new ErrorReport("");
        ThrowIfError();
        return true;
    }

    private void ThrowIfError()
    {
        if (_answer.Error is { } error) throw failures.Read(error, response, model);
        if (_answer.Finish == "error") throw failures.Read(new ErrorReport(""), response, model);
    }

    /// <param name="told">The server says that this is the end.</param>
    private bool End(bool told)
    {
        if (!_sawEvent) throw words.Foreign(Status);
        if (!told && _answer.Finish is null) throw words.CutOff(Status);
        if (!_answer.HasChoice) throw words.Broken("it holds no choice", Status);
        Ended = true;
        return false;
    }

    private ChatFinishReason Reason() => _answer.Finish?.ToLowerInvariant() switch
    {
        null or "stop" or "eos" or "end_turn" or "stop_sequence" => ChatFinishReason.Stop,
        "tool_calls" or "function_call" or "tool_use" => ChatFinishReason.ToolCalls,
        "length" or "max_tokens" => ChatFinishReason.Length,
        "content_filter" => ChatFinishReason.ContentFilter,
        { Length: <= AnswerLimits.Name } other => new ChatFinishReason(other),
        _ => ChatFinishReason.Stop,
    };

    private ChatResponseUpdate NewUpdate() => new()
    {
        Role = ChatRole.Assistant,
        ResponseId = _answer.Id,
        MessageId = _answer.Id,
        ModelId = _answer.Model ?? model,
        CreatedAt = _answer.CreatedAt,
    };
}
