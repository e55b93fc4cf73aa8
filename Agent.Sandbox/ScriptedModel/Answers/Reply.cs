using System.Buffers;
using System.Globalization;
using Agent.Sandbox.ScriptedModel.Requests;
using Agent.Sandbox.ScriptedModel.Script;

namespace Agent.Sandbox.ScriptedModel.Answers;

/// <summary>One answer to one request, in the protocol's JSON.</summary>
internal sealed class Reply
{
    private readonly AskedRequest _asked;
    private readonly string _id;
    private readonly long _created;

    /// <exception cref="TemplateException">The request does not hold what belongs into a hole.</exception>
    public Reply(Answer answer, AskedRequest asked, DateTimeOffset now)
    {
        Answer = answer;
        _asked = asked;
        Content = answer.Prepared ?? AnswerContent.Of(answer, asked);
        _id = asked.Hash.ToString("x16", CultureInfo.InvariantCulture);
        _created = now.ToUnixTimeSeconds();
    }

    public Answer Answer { get; }

    public AnswerContent Content { get; }

    /// <summary>A stream is about to send its [DONE]: a client that goes away now has all of it.</summary>
    public bool IsWhole { get; set; }

    public bool SendsUsage => !Answer.Has(Quirks.NoUsage) && (_asked.IncludeUsage || Answer.Has(Quirks.UsageUnasked));

    /// <summary>With its quotes; null where it shall be missing.</summary>
    public string? FinishReason => Answer.Has(Quirks.NoFinish) ? null : '"' + (Answer.Finish ?? (Content.Calls.Count > 0 ? "tool_calls" : "stop")) + '"';

    /// <summary>All up to the value of choices.</summary>
    public void PutHead(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> kind)
    {
        to.Put("{"u8);
        if (!Answer.Has(Quirks.NoId))
        {
            to.Put("\"id\":\"chatcmpl-"u8);
            to.Put(_id);
            to.Put("\","u8);
        }

        to.Put("\"object\":\""u8);
        to.Put(kind);
        to.Put("\",\"created\":"u8);
        to.Put(_created);
        to.Put(",\"model\":"u8);
        to.Put(WireText.Quote(_asked.Model));
        to.Put(",\"choices\":"u8);
    }

    public void PutUsage(ArrayBufferWriter<byte> to)
    {
        var usage = Answer.Usage ?? new ScriptedUsage((_asked.Length + 3) / 4, (Content.Bytes + 3) / 4, null, null);
        to.Put("{\"prompt_tokens\":"u8);
        to.Put(usage.Input);
        to.Put(",\"completion_tokens\":"u8);
        to.Put(usage.Output);
        to.Put(",\"total_tokens\":"u8);
        to.Put((long)usage.Input + usage.Output);
        if (usage.Cached is { } cached)
        {
            to.Put(",\"prompt_tokens_details\":{\"cached_tokens\":"u8);
            to.Put(cached);
            to.Put("}"u8);
        }

        if (usage.Reasoning is { } reasoning)
        {
            to.Put(",\"completion_tokens_details\":{\"reasoning_tokens\":"u8);
            to.Put(reasoning);
            to.Put("}"u8);
        }

        to.Put("}"u8);
    }

    /// <summary>The call without its arguments, left open: <c>{"index":0,"id":"…","type":"function","function":{"name":"…"</c>.</summary>
    /// <param name="indexed">Streams number their calls.</param>
    public void PutCall(ArrayBufferWriter<byte> to, int at, bool indexed)
    {
        var call = Content.Calls[at];
        to.Put("{"u8);
        if (indexed) PutIndex(to, at);
        if (!Answer.Has(Quirks.NoCallIds))
        {
            to.Put("\"id\":"u8);
            if (call.Id is { } id) to.Put(id);
            else
            {
                to.Put("\"call_"u8);
                to.Put(_id);
                to.Put("_"u8);
                to.Put(Answer.Has(Quirks.SameCallIds) ? 0 : at);
                to.Put("\""u8);
            }

            to.Put(","u8);
        }

        to.Put("\"type\":\"function\",\"function\":{\"name\":"u8);
        to.Put(_asked.OfferedName(call.Function) is { } offered && !string.Equals(offered, call.Function, StringComparison.Ordinal) ? WireText.Quote(offered) : call.Name);
    }

    public void PutIndex(ArrayBufferWriter<byte> to, int at)
    {
        if (Answer.Has(Quirks.NoCallIndexes)) return;
        to.Put("\"index\":"u8);
        to.Put(at);
        to.Put(","u8);
    }
}
