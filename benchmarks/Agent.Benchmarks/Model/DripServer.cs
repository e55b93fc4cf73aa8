using System.Buffers;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Agent.Benchmarks.Model;

/// <summary>A model whose every piece of text says when it was sent, in letters: digits would be a figure without a source.</summary>
internal static class DripServer
{
    public const int Pieces = 60;
    private const int Digits = 16;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(10);

    public static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(k => k.AddServerHeader = false);
        var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        return app;
    }

    /// <summary>The milliseconds since each of the stamps in a piece of text was written.</summary>
    public static void Read(string text, List<double> into)
    {
        var now = Stopwatch.GetTimestamp();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Length != Digits) continue;
            var stamp = 0L;
            foreach (var letter in word) stamp = (stamp << 4) | (long)(letter - 'a');
            into.Add(Stopwatch.GetElapsedTime(stamp, now).TotalMilliseconds);
        }
    }

    private static async Task AnswerAsync(HttpContext http)
    {
        await http.Request.Body.CopyToAsync(Stream.Null);
        var body = http.Response.BodyWriter;
        http.Response.ContentType = "text/event-stream";
        for (var i = 0; i < Pieces; i++)
        {
            await Task.Delay(Between);
            Put("""{"choices":[{"index":0,"delta":{"content":" """u8, Stamp(), " \"}}]}"u8);
            await body.FlushAsync();
        }

        Put("""{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"""u8, "", ""u8);
        body.Write("data: [DONE]\n\n"u8);
        await body.FlushAsync();

        void Put(ReadOnlySpan<byte> before, string stamp, ReadOnlySpan<byte> after)
        {
            body.Write("data: "u8);
            body.Write(before);
            body.Write(Encoding.ASCII.GetBytes(stamp));
            body.Write(after);
            body.Write("\n\n"u8);
        }
    }

    private static string Stamp() => string.Create(Digits, Stopwatch.GetTimestamp(), static (letters, stamp) =>
    {
        for (var i = letters.Length - 1; i >= 0; i--, stamp >>= 4) letters[i] = (char)('a' + (stamp & 15));
    });
}
