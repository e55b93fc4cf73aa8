using System.Buffers;
using Agent.Sandbox.ScriptedModel.Script;

namespace Agent.Sandbox.ScriptedModel.Answers;

/// <summary>An answer as one JSON object.</summary>
internal static class PlainReply
{
    public static void Write(Reply reply, ArrayBufferWriter<byte> to)
    {
        if (reply.Answer.Error is { } error)
        {
            ErrorReply.Write(error, to);
        }
        else
        {
            reply.PutHead(to, "chat.completion"u8);
            to.Put("[{\"index\":0,\"message\":"u8);
            PutMessage(reply, to);
            to.Put(",\"logprobs\":null"u8);
            if (reply.FinishReason is { } finish)
            {
                to.Put(",\"finish_reason\":"u8);
                to.Put(finish);
            }

            to.Put("}]"u8);
            if (!reply.Answer.Has(Quirks.NoUsage))
            {
                to.Put(",\"usage\":"u8);
                reply.PutUsage(to);
            }

            to.Put("}"u8);
        }

        if (!reply.Answer.Has(Quirks.MalformedJson)) return;
        var whole = to.WrittenSpan.ToArray();
        to.ResetWrittenCount();
        to.Put(whole.AsSpan(0, whole.Length * 2 / 3));
    }

    private static void PutMessage(Reply reply, ArrayBufferWriter<byte> to)
    {
        var content = reply.Content;
        to.Put("{"u8);
        if (!reply.Answer.Has(Quirks.NoRole)) to.Put("\"role\":\"assistant\","u8);
        to.Put("\"content\":"u8);
        if (content.WholeText is { } text) to.Put(text);
        else to.Put(content.Calls.Count > 0 || content.WholeRefusal is not null ? "null"u8 : "\"\""u8);
        to.Put(",\"refusal\":"u8);
        to.Put(content.WholeRefusal ?? "null"u8);
        if (content.WholeReasoning is { } reasoning)
        {
            to.Put(",\"reasoning_content\":"u8);
            to.Put(reasoning);
        }

        if (content.Calls.Count > 0) PutCalls(reply, to);
        to.Put("}"u8);
    }

    private static void PutCalls(Reply reply, ArrayBufferWriter<byte> to)
    {
        to.Put(",\"tool_calls\":["u8);
        for (var i = 0; i < reply.Content.Calls.Count; i++)
        {
            if (i > 0) to.Put(","u8);
            reply.PutCall(to, i, indexed: false);
            to.Put(",\"arguments\":"u8);
            to.Put(reply.Answer.Has(Quirks.ArgumentsAsObject) ? reply.Content.Calls[i].Json : reply.Content.Calls[i].Arguments);
            to.Put("}}"u8);
        }

        to.Put("]"u8);
    }
}
