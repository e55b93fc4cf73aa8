using System.Buffers;
using Agent.Sandbox.ScriptedModel.Script;
using Microsoft.AspNetCore.Http;

namespace Agent.Sandbox.ScriptedModel.Answers;

/// <summary>Puts an answer on the wire the way its delivery says: in time, in chunks, and as far as it comes.</summary>
/// <param name="leaving">Cancelled when the client has gone away or the server stops.</param>
internal sealed class AnswerSender(HttpContext http, Delivery how, TimeProvider clock, CancellationToken leaving)
{
    private int _pieces;
    private int _bytes;

    /// <summary>Whether it may end before it is whole, so that its length cannot be told.</summary>
    public bool EndsEarly => how.CutAfter is not null || how.StallAfter is not null;

    public Task WaitAsync() => how.Wait == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(how.Wait, clock, leaving);

    /// <param name="isPiece">Of the content; an event that is none only frames it.</param>
    /// <exception cref="CutOffException">The connection shall break here.</exception>
    /// <exception cref="OperationCanceledException">The client has gone away, or the server stops.</exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> part, bool isPiece)
    {
        if (how != Delivery.AtOnce) return SendInWaysAsync(part, isPiece);
        http.Response.BodyWriter.Write(part.Span);
        return FlushAsync();
    }

    /// <summary>After the last part.</summary>
    /// <exception cref="CutOffException">As <see cref="SendAsync"/>.</exception>
    public ValueTask EndAsync() => EndsEarly ? StopWhereDueAsync() : ValueTask.CompletedTask;

    private async ValueTask SendInWaysAsync(ReadOnlyMemory<byte> part, bool isPiece)
    {
        await StopWhereDueAsync();
        if (isPiece && _pieces > 0 && how.Drip > TimeSpan.Zero) await Task.Delay(how.Drip, clock, leaving);
        while (!part.IsEmpty)
        {
            var length = Math.Min(part.Length, how.ChunkBytes > 0 ? how.ChunkBytes : int.MaxValue);
            if (how.CutAfter is (var cut, true)) length = Math.Min(length, cut - _bytes);
            if (how.StallAfter is (var stall, true)) length = Math.Min(length, stall - _bytes);
            http.Response.BodyWriter.Write(part.Span[..length]);
            await FlushAsync();
            _bytes += length;
            part = part[length..];
            if (!part.IsEmpty) await StopWhereDueAsync();
        }

        if (isPiece) _pieces++;
    }

    private async ValueTask StopWhereDueAsync()
    {
        if (IsReached(how.CutAfter))
        {
            if (how.CutAfter is not (0, true)) await http.Response.StartAsync(leaving);
            throw new CutOffException();
        }

        if (!IsReached(how.StallAfter)) return;
        if (how.StallAfter is not (0, true)) await http.Response.StartAsync(leaving);
        await Task.Delay(Timeout.InfiniteTimeSpan, clock, leaving);
    }

    private bool IsReached(Limit? limit) => limit is var (count, bytes) && (bytes ? _bytes : _pieces) >= count;

    private async ValueTask FlushAsync()
    {
        await http.Response.BodyWriter.FlushAsync(leaving);
        leaving.ThrowIfCancellationRequested();
    }
}

/// <summary>The connection shall break. A server that lets it pass sends what was written, leaves the body without its end and closes.</summary>
internal sealed class CutOffException() : Exception("The script cuts the answer off here.");
