using System.Buffers;
using Agent.Sandbox.ScriptedModel.Script;

namespace Agent.Sandbox.ScriptedModel.Answers;

/// <summary>An answer as server-sent events.</summary>
internal sealed class StreamedReply(Reply reply, ArrayBufferWriter<byte> to)
{
    private const bool Piece = true;
    private const bool Frame = false;

    private readonly byte[] _head = Head(reply);

    /// <summary>Writes an event into the buffer, which the caller sends and empties, and then the next.</summary>
    /// <returns>For each event whether it is a piece of the content.</returns>
    public IEnumerable<bool> Events()
    {
        var content = reply.Content;
        if (reply.Answer.Has(Quirks.EmptyChoices))
        {
            PutEmpty();
            yield return Frame;
        }

        if (!reply.Answer.Has(Quirks.NoRole))
        {
            PutDelta("{\"role\":\"assistant\",\"content\":"u8, content.Text.Count > 0 ? "\"\""u8 : "null"u8, ",\"refusal\":null}"u8);
            yield return Frame;
        }

        foreach (var piece in content.Reasoning)
        {
            PutDelta("{\"reasoning_content\":"u8, piece, "}"u8);
            yield return Piece;
        }

        foreach (var piece in content.Text)
        {
            PutDelta("{\"content\":"u8, piece, "}"u8);
            yield return Piece;
        }

        foreach (var piece in content.Refusal)
        {
            PutDelta("{\"refusal\":"u8, piece, "}"u8);
            yield return Piece;
        }

        for (var i = 0; i < content.Calls.Count; i++)
        {
            var inOne = reply.Answer.Has(Quirks.ArgumentsAsObject) || reply.Answer.Has(Quirks.ArgumentsInOnePiece);
            PutCall(i, inOne);
            yield return Piece;
            if (inOne) continue;
            foreach (var piece in content.Calls[i].Pieces)
            {
                PutArguments(i, piece);
                yield return Piece;
            }
        }

        if (reply.Answer.Has(Quirks.MalformedJson))
        {
            PutData("{\"object\":\"chat.completion.chunk\",\"choices\":[{\"delta\":{\"cont"u8);
            yield return Piece;
        }

        if (reply.Answer.Error is { } error)
        {
            PutError(error);
            yield return Frame;
        }
        else
        {
            if (reply.FinishReason is { } finish)
            {
                PutFinish(finish);
                yield return Frame;
            }

            if (reply.SendsUsage)
            {
                PutUsage();
                yield return Frame;
            }
        }

        if (reply.Answer.Has(Quirks.NoDone)) yield break;
        PutData("[DONE]"u8);
        reply.IsWhole = true;
        yield return Frame;
    }

    private static byte[] Head(Reply reply)
    {
        var head = new ArrayBufferWriter<byte>(256);
        reply.PutHead(head, "chat.completion.chunk"u8);
        return head.WrittenSpan.ToArray();
    }

    private void PutDelta(ReadOnlySpan<byte> before, ReadOnlySpan<byte> piece, ReadOnlySpan<byte> after)
    {
        OpenDelta();
        to.Put(before);
        to.Put(piece);
        to.Put(after);
        CloseDelta("null");
    }

    private void PutCall(int at, bool inOne)
    {
        var call = reply.Content.Calls[at];
        OpenDelta();
        to.Put("{\"tool_calls\":["u8);
        reply.PutCall(to, at, indexed: true);
        to.Put(",\"arguments\":"u8);
        if (!inOne) to.Put("\"\""u8);
        else to.Put(reply.Answer.Has(Quirks.ArgumentsAsObject) ? call.Json : call.Arguments);
        to.Put("}}]}"u8);
        CloseDelta("null");
    }

    private void PutArguments(int at, byte[] piece)
    {
        OpenDelta();
        to.Put("{\"tool_calls\":[{"u8);
        reply.PutIndex(to, at);
        to.Put("\"function\":{\"arguments\":"u8);
        to.Put(piece);
        to.Put("}}]}"u8);
        CloseDelta("null");
    }

    private void PutFinish(string reason)
    {
        OpenDelta();
        to.Put("{}"u8);
        CloseDelta(reason);
    }

    private void PutUsage()
    {
        OpenEvent();
        to.Put(_head);
        to.Put("[],\"usage\":"u8);
        reply.PutUsage(to);
        to.Put("}"u8);
        EndEvent();
    }

    private void PutError(ScriptedError error)
    {
        OpenEvent();
        ErrorReply.Write(error, to);
        EndEvent();
    }

    private void PutEmpty()
    {
        OpenEvent();
        to.Put(_head);
        to.Put("[]}"u8);
        EndEvent();
    }

    private void PutData(ReadOnlySpan<byte> data)
    {
        OpenEvent();
        to.Put(data);
        EndEvent();
    }

    private void OpenDelta()
    {
        OpenEvent();
        to.Put(_head);
        to.Put("[{\"index\":0,\"delta\":"u8);
    }

    private void CloseDelta(string finish)
    {
        if (!reply.Answer.Has(Quirks.NoFinish))
        {
            to.Put(",\"finish_reason\":"u8);
            to.Put(finish);
        }

        to.Put("}]"u8);
        if (reply.SendsUsage) to.Put(",\"usage\":null"u8);
        to.Put("}"u8);
        EndEvent();
    }

    private void OpenEvent()
    {
        if (reply.Answer.Has(Quirks.KeepAlive))
        {
            to.Put(": keep-alive"u8);
            EndEvent();
        }

        to.Put(reply.Answer.Has(Quirks.NoSpace) ? "data:"u8 : "data: "u8);
    }

    private void EndEvent() => to.Put(reply.Answer.Has(Quirks.CrLf) ? "\r\n\r\n"u8 : "\n\n"u8);
}
